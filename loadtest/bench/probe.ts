// Preloaded into each process that a benchmark measures: answers what CPU it used, and ends with its parent.

process.on('message', (message) => {
  if (message === 'cpu') process.send?.({ answer: process.cpuUsage() });
});
process.on('disconnect', () => process.kill(process.pid, 'SIGTERM'));
// Listening must not keep the process alive.
process.channel?.unref();
