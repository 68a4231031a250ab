import { Module } from '@nestjs/common';
import { BullModule } from '@nestjs/bull';
import { WebhookController } from './webhook.controller';
import { MessageProcessor } from './message.processor';

@Module({
  imports: [BullModule.forRoot({ redis: 'redis://redis' }), BullModule.registerQueue({ name: 'messages' })],
  controllers: [WebhookController],
  providers: [MessageProcessor],
})
export class AppModule {}
