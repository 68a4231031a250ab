export interface Responder {
  respond(text: string): Promise<string>;
}
