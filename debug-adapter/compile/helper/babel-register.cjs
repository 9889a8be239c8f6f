'use strict';
// As a program loads it that compiles TypeScript with it.
const { createRequire } = require('module');
const { join } = require('path');
const register = createRequire(join(process.cwd(), 'program.js'))('@babel/register');
(register.default ?? register)({ extensions: ['.ts', '.tsx', '.mts', '.cts', '.js', '.jsx', '.mjs', '.es6', '.es'] });
