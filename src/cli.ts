/** The program `envlint`. */
import { main } from './cli/shell/main.ts';

main(process.argv.slice(2), process.env).then((code) => {
  process.exit(code);
});
