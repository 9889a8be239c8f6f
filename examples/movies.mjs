// Summarises the 3,201 films of vega-datasets by decade and by budget.
//
//   node examples/movies.mjs [movies.json]
//
// The data are real, and so is the trouble with them: titles that came as numbers (1776, 300) or not at all, films of
// the 1930s dated 2033, and one film without a budget, which nobody thought of. Run it with hot-restart: it stops at
// that film, with 1,271 films behind it; correct `budgetClass`, save, and continue.
import { readFileSync } from 'node:fs';

/** The collection ends in 2010, but for two films of 2011; its years have passed through two digits. */
const LAST_YEAR = 2011;

const file = process.argv[2] ?? new URL('../node_modules/vega-datasets/data/movies.json', import.meta.url);
const movies = JSON.parse(readFileSync(file, 'utf8'));

function titleOf(movie) {
  return movie.Title === null ? '(untitled)' : String(movie.Title).trim();
}

/** `Apr 07 2033` is a day of 1933. */
function yearOf(movie) {
  const year = Number(movie['Release Date'].slice(-4));
  return year > LAST_YEAR ? year - 100 : year;
}

/** The size of a production, from the number of digits of its budget. */
function budgetClass(movie) {
  const digits = movie['Production Budget'].toString().length;
  if (digits > 8) return '100 million and more';
  if (digits > 7) return '10 to 100 million';
  if (digits > 6) return '1 to 10 million';
  return 'under 1 million';
}

/** What the summary needs of one film. */
function summarise(movie) {
  return {
    title: titleOf(movie),
    decade: Math.floor(yearOf(movie) / 10) * 10,
    budget: budgetClass(movie),
    gross: movie['Worldwide Gross'] ?? 0,
  };
}

const decades = new Map();
const budgets = new Map();
let computed = 0;

for (const movie of movies) {
  computed += 1;
  const { title, decade, budget, gross } = summarise(movie);
  const row = decades.get(decade) ?? { films: 0, gross: 0, best: { title, gross } };
  row.films += 1;
  row.gross += gross;
  if (gross > row.best.gross) row.best = { title, gross };
  decades.set(decade, row);
  budgets.set(budget, (budgets.get(budget) ?? 0) + 1);
}

console.log('Decade  Films  Gross, million $  Most successful');
for (const [decade, { films, gross, best }] of [...decades].sort(([a], [b]) => a - b)) {
  const millions = (gross / 1e6).toFixed(1);
  console.log(`${decade}s  ${String(films).padStart(6)}  ${millions.padStart(16)}  ${best.title}`);
}
console.log();
for (const [budget, films] of [...budgets].sort(([, a], [, b]) => b - a)) {
  console.log(`${String(films).padStart(5)} films with a budget: ${budget}`);
}
console.log();
console.log(`${movies.length} records, ${computed} computed.`);
