module example.com/operator
