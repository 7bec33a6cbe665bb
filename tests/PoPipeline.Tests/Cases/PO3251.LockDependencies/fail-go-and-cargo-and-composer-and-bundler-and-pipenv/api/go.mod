module example.com/shop

go 1.23

require (
	golang.org/x/text v0.16.0
)
