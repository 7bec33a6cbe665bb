deps:
	npm install
