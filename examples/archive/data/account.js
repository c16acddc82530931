window.YTD.account.part0 = [
  {
    "account": {
      "accountId": "1357900000000000001",
      "username": "aozora_coffee",
      "accountDisplayName": "アオゾラ珈琲"
    }
  }
]
