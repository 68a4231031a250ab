export interface Turn {
  role: 'user' | 'assistant' | 'system';
  content: string;
}

export abstract class BaseModel {
  protected history: Record<string, Turn[]> = {};

  protected addTurn(sender: string, turn: Turn): void {
    (this.history[sender] ??= []).push(turn);
  }

  abstract sendMessage(sender: string, prompt: string, handle: (text: string) => Promise<void>): Promise<void>;
}
