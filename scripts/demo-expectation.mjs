// What examples/movies.mjs must print, computed in another way: by columns, and with no function of the example's.

/** The lines of the result, blanks single. */
export function expectedLines(movies) {
  const decade = movies.map((movie) => {
    const [, century, tens] = /(\d\d)(\d)\d$/.exec(movie['Release Date']);
    const isFuture = Number(movie['Release Date'].slice(-4)) >= 2012;
    return `${isFuture ? '19' : century}${tens}0s`;
  });
  const budget = movies.map(({ 'Production Budget': amount }) => {
    if (amount === null) return 'unknown';
    if (amount >= 100_000_000) return '100 million and more';
    if (amount >= 10_000_000) return '10 to 100 million';
    return amount >= 1_000_000 ? '1 to 10 million' : 'under 1 million';
  });
  const rows = [...new Set(decade)].map((name) => {
    const films = movies.filter((_, index) => decade[index] === name);
    const grosses = films.map((movie) => movie['Worldwide Gross'] || 0);
    const best = films[grosses.indexOf(Math.max(...grosses))].Title;
    const millions = (grosses.reduce((sum, gross) => sum + gross, 0) / 1e6).toFixed(1);
    return `${name} ${films.length} ${millions} ${best === null ? '(untitled)' : best}`;
  });
  const classes = [...new Set(budget)].map(
    (name) => `${budget.filter((each) => each === name).length} films with a budget: ${name}`,
  );
  return [...rows, ...classes, `${movies.length} records, ${movies.length} computed.`];
}
