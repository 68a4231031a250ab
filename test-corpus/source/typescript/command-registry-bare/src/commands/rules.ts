import type { Command } from '../registry.js';

export class RulesCommand implements Command {
  readonly name = 'rules';

  async run(): Promise<string> {
    return 'No spam.';
  }
}
