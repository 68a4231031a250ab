import { CoachCommand } from './commands/coach.js';
import { RoutesCommand } from './commands/routes.js';

export interface Command {
  readonly name: string;
  run(argument: string): Promise<string>;
}

const all: Command[] = [new CoachCommand(), new RoutesCommand()];

export const registry = new Map(all.map((command) => [command.name, command]));
