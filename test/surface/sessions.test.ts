import { declareSection } from './section.ts';

declareSection('sessions');
