/** Why surveys, event pages and games said no, in words for people. */

export const playRefusals: Readonly<Record<string, string>> = {
  'survey.answer-misfit':
    'One of the answers does not fit its question. Please look at it once more.',
  'survey.answer-missing': 'A question that needs an answer was left out.',
  'survey.answered': 'You have answered this survey already. Thank you.',
  'survey.choice-twice': 'Two answers of a question are the same. Please write each once.',
  'survey.fixed':
    'A survey that is open or has ended can no longer be changed. Please write a new one.',
  'survey.friends-only': 'This survey is for friends of the shop. Become a friend, then answer.',
  'survey.full': 'As many people have answered as this survey takes. Thank you for coming.',
  'survey.id-taken': 'This number is taken. Please press once more.',
  'survey.no-such-table': 'Choose two different questions that have answers to choose from.',
  'survey.not-open': 'This survey takes no answers at the moment.',
  'survey.skip-back': 'A skip has to lead to a later question, or to the end.',
  'survey.too-many': 'This shop has as many surveys as it may have.',
  'survey.unknown': 'There is no such survey. Please check the link.',
  'survey.window-empty': 'The survey would end before it begins. Please choose a later end.',
  'survey.window-long': 'A survey can be open for a year at most.',
  'survey.wrong-offer': 'The reward has to be a coupon of this shop.',

  'game.fixed':
    'A game that is open or has ended can no longer be changed. Please write a new one.',
  'game.friends-only': 'This game is for friends of the shop. Become a friend, then play.',
  'game.id-taken': 'This number is taken. Please press once more.',
  'game.not-open': 'This game cannot be played at the moment.',
  'game.odds': 'The chances come to more than 100 %. Please lower some.',
  'game.played-today': 'You have played today. See you tomorrow.',
  'game.too-many': 'This shop has as many games as it may have.',
  'game.unknown': 'There is no such game. Please check the link.',
  'game.window': 'A game goes on for 92 days at most, and ends today at the earliest.',
  'game.wrong-offer': 'Every prize has to be a coupon of this shop.',

  'page.code-missing':
    'Write the code that opens the event, or choose who may come in another way.',
  'page.code-wrong': 'This is not the code of the event. Please look once more.',
  'page.entered': 'You have entered already.',
  'page.entered-today': 'You have entered today. See you tomorrow.',
  'page.fixed': 'Once the page is open, only words and pictures can be changed.',
  'page.friends-only': 'This event is for friends of the shop. Become a friend, then enter.',
  'page.full': 'There is no room left. Thank you for coming by.',
  'page.id-taken': 'This number is taken. Please press once more.',
  'page.members-only':
    'This event is for members of the shop. Show your member code at the counter once.',
  'page.not-open': 'Nobody can enter this event at the moment.',
  'page.too-many': 'This shop has as many pages as it may have.',
  'page.unknown': 'There is no such event. Please check the address.',
  'page.window': 'An event has to end after it begins, in the future, and within a year.',
  'page.winners': 'Say how many people win.',
  'page.wrong-offer': 'The reward has to be a coupon of this shop.',
}
