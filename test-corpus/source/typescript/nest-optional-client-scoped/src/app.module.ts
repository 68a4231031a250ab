import { Module } from '@nestjs/common';
import { ConfigModule } from '@nestjs/config';
import { AiService } from './ai.service';
import { HookController } from './hook.controller';

@Module({
  imports: [ConfigModule.forRoot()],
  controllers: [HookController],
  providers: [AiService],
})
export class AppModule {}
