/** The program `envlint`. */
import { main } from './cli/shell/main.ts';

process.on('SIGINT', () => process.exit(130));
main(process.argv.slice(2), process.env).then((code) => {
  process.exit(code);
});
