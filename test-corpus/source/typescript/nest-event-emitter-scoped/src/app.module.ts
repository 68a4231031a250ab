import { Module } from '@nestjs/common';
import { EventEmitterModule } from '@nestjs/event-emitter';
import { WebhookController } from './webhook.controller';
import { MessageListener } from './message.listener';

@Module({
  imports: [EventEmitterModule.forRoot()],
  controllers: [WebhookController],
  providers: [MessageListener],
})
export class AppModule {}
