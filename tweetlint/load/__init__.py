"""Files become objects, strictly: account files, rules, word lists."""
