import type { Command } from '../registry.js';

export class RoutesCommand implements Command {
  readonly name = 'routes';

  async run(): Promise<string> {
    return 'River loop 5 km, castle hill 8 km';
  }
}
