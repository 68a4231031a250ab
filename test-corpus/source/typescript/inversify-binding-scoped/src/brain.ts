export interface Brain {
  reply(text: string): Promise<string>;
}
