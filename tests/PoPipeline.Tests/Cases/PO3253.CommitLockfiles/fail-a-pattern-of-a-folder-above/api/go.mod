module example.com/shop

require golang.org/x/text v0.16.0
