NPM=npm
$NPM install
${TOOL:-npm} install
