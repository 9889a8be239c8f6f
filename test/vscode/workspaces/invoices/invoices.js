// Writes the invoices of a day. One order came in without its list of items.
const orders = [
  { customer: 'Ada', items: [{ price: 12.5, count: 2 }] },
  { customer: 'Brian', items: [{ price: 7, count: 5 }] },
  { customer: 'Chiyo', items: null },
  { customer: 'Dele', items: [{ price: 40, count: 1 }] },
];

function total(items) {
  return items.reduce((sum, item) => sum + item.price * item.count, 0); // @fails
}

function invoice(order) {
  const sum = total(order.items); // @caller
  return `${order.customer} owes ${sum.toFixed(2)}`;
}

function main() {
  for (const order of orders) {
    console.log(invoice(order)); // @loop
  }
  console.log(`${orders.length} invoices written`);
}

main();
