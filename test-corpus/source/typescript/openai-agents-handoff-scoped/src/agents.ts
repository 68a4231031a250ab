import { Agent } from '@openai/agents';

const baggage = new Agent({
  name: 'Baggage',
  instructions: 'You handle lost and damaged baggage for Kestrel Air. Ask for the tag number. Refuse other subjects.',
});

const booking = new Agent({
  name: 'Booking',
  instructions: 'You change and cancel bookings for Kestrel Air. Refuse other subjects.',
});

export const triage = new Agent({
  name: 'Triage',
  instructions: 'You receive passengers of Kestrel Air. Hand over to Baggage or Booking; decline anything that is not about Kestrel Air.',
  handoffs: [baggage, booking],
});
