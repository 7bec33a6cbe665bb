module example.com/shop

go 1.22

require (
	github.com/google/uuid v1.7.0
	github.com/acme/here v0.0.0
	github.com/acme/fork v1.0.0
	golang.org/x/text v0.17.0 // indirect
)

replace github.com/acme/here => ./here

replace github.com/acme/fork v1.0.0 => github.com/other/fork v1.0.1
