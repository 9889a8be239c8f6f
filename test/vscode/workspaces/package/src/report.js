console.log('the report of', process.cwd());
