import { complete } from './complete.js';

export type Intent = 'permits' | 'waste' | 'other';

const LABELS: readonly Intent[] = ['permits', 'waste', 'other'];

export async function classify(text: string): Promise<Intent> {
  const label = await complete('Label the message: permits, waste or other. One word only.', text);
  return LABELS.find((known) => known === label.trim().toLowerCase()) ?? 'other';
}
