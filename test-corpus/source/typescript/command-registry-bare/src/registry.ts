import { AskCommand } from './commands/ask.js';
import { RulesCommand } from './commands/rules.js';

export interface Command {
  readonly name: string;
  run(argument: string): Promise<string>;
}

const all: Command[] = [new AskCommand(), new RulesCommand()];

export const registry = new Map(all.map((command) => [command.name, command]));
