window.__THAR_CONFIG = {
  "userInfo": {
    "accountId": "1357900000000000001",
    "userName": "aozora_coffee"
  },
  "dataTypes": {
    "tweets": {
      "files": [
        {
          "fileName": "data/tweets.js",
          "globalName": "YTD.tweets.part0",
          "count": "401"
        }
      ]
    }
  }
}
