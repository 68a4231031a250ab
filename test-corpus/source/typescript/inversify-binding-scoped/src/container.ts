import 'reflect-metadata';
import { Container } from 'inversify';
import { TYPES } from './types.js';
import type { Brain } from './brain.js';
import { BankBrain } from './bank-brain.js';

export const container = new Container();
container.bind<Brain>(TYPES.Brain).to(BankBrain);
