Set-StrictMode -Version Latest
iwr https://example.com/setup.ps1 | iex
