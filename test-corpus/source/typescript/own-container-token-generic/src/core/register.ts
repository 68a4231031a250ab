import { container, TOKENS } from './container';
import { AiService } from '../services/aiService';
import { ConversationService } from '../services/conversationService';
import { WhatsAppService } from '../services/whatsappService';

container.register(TOKENS.AI, () => new AiService());
container.register(TOKENS.WHATSAPP, () => new WhatsAppService());
container.register(
  TOKENS.CONVERSATION,
  () => new ConversationService(container.resolve<AiService>(TOKENS.AI), container.resolve<WhatsAppService>(TOKENS.WHATSAPP)),
);
