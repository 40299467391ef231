// Closes a CI run: reads the test report, names what was skipped, prints the counts, and decides.

import { existsSync, readFileSync } from 'node:fs';

const [report, status] = process.argv.slice(2);
if (!existsSync(report)) {
  console.log('No tests ran: a check before them failed (see above).');
  console.log('0 passed, 1 failed, 0 skipped');
  process.exit(1);
}
const { numPassedTests, numFailedTests, numPendingTests, numTodoTests, testResults } = JSON.parse(readFileSync(report));
const skipped = numPendingTests + numTodoTests;
for (const { name, assertionResults } of testResults) {
  for (const { fullName, status: outcome } of assertionResults) {
    if (outcome !== 'passed') console.log(`${outcome}: ${name} > ${fullName}`);
  }
}
// A suite that could not even be loaded has no tests to count.
const failed = Math.max(numFailedTests, status === '0' ? 0 : 1);
if (skipped > 0) console.log('Here everything should run: a skipped test fails this run.');
console.log(`${numPassedTests} passed, ${failed} failed, ${skipped} skipped`);
process.exit(failed === 0 && skipped === 0 && numPassedTests > 0 ? 0 : 1);
