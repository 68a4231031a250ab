import { inject, injectable } from 'tsyringe';
import type { Responder } from './responder.js';

@injectable()
export class MessageHandler {
  constructor(@inject('Responder') private responder: Responder) {}

  handle(text: string): Promise<string> {
    return this.responder.respond(text);
  }
}
