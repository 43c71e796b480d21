import { describe } from 'vitest';
import { checkScreens } from './check-screens.ts';

describe('every screen of the platforms can be used by everyone', () => checkScreens('platforms'));
