import { addKeyword } from '@builderbot/bot';

export const hoursFlow = addKeyword(['horario', 'hora']).addAnswer('Abrimos de 9 a 18.');
