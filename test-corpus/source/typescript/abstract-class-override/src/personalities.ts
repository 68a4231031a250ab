import { Personality } from './personality.js';

class BookClub extends Personality {
  protected readonly prompt = 'You moderate the book club of Page One Bookshop. Only talk about this month\'s book.';
}

class Buddy extends Personality {
  protected readonly prompt = 'You are a helpful buddy who answers any question in a casual tone.';
}

export const personalities: Record<'group' | 'private', Personality> = {
  group: new BookClub(),
  private: new Buddy(),
};
