type Factory<T> = () => T;

class Container {
  private readonly factories = new Map<string, Factory<unknown>>();

  register<T>(token: string, factory: Factory<T>): void {
    this.factories.set(token, factory);
  }

  resolve<T>(token: string): T {
    const factory = this.factories.get(token);
    if (!factory) throw new Error(`nothing registered for ${token}`);
    return factory() as T;
  }
}

export const container = new Container();
export const TOKENS = { CONVERSATION: 'Conversation', AI: 'Ai', WHATSAPP: 'WhatsApp' } as const;
