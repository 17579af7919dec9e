/**
 * Stands in for a program under whatever name it was started: `HOST:PORT` words are listened on (port 0: a free one), all
 * other words are left alone. Says `ready PORT…` and waits to be ended.
 */
const { createServer } = require('node:net');

const places = process.argv.slice(2).flatMap((word) => {
  const match = /^\[?([\d.:]+?)\]?:(\d+)$/.exec(word);
  return match ? [{ host: match[1], port: Number(match[2]) }] : [];
});

Promise.all(
  places.map(
    ({ host, port }) =>
      new Promise((done, fail) => {
        const server = createServer();
        server.on('error', fail);
        server.listen(port, host, () => done(server.address().port));
      }),
  ),
).then((ports) => {
  console.log(['ready', ...ports].join(' '));
  setInterval(() => undefined, 1_000_000);
});
