package main

func main() {
	// codeql[go/command-injection] the caller checks the name
	run(name())
	open(path()) // lgtm[go/path-injection, go/log-injection]
	url := "https://example.com/ // lgtm[go/x]" // read codeql[1] as an index
}
