import { Personality } from './personality.js';

class BookClub extends Personality {
  protected readonly prompt = 'You moderate the book club of Page One Bookshop. Only talk about this month\'s book.';
}

class Clerk extends Personality {
  protected readonly prompt = 'You are the clerk of Page One Bookshop. Find books in stock and reserve them. Decline other requests.';
}

export const personalities: Record<'group' | 'private', Personality> = {
  group: new BookClub(),
  private: new Clerk(),
};
