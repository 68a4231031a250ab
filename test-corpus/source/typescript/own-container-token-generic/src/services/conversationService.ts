import { AiService } from './aiService';
import { WhatsAppService } from './whatsappService';

const PROMPT = 'Tu es un assistant virtuel intelligent. Réponds à toutes les questions de l\'utilisateur.';

export class ConversationService {
  constructor(
    private readonly ai: AiService,
    private readonly whatsapp: WhatsAppService,
  ) {}

  async handle(from: string, text: string): Promise<void> {
    await this.whatsapp.send(from, await this.ai.generate(text, PROMPT));
  }
}
