/** Why the server refused, about accounts and signing in. */

export const peopleRefusals: Readonly<Record<string, string>> = {
  'people.email-needed': 'Verify your e-mail address first. Then you can set a password.',
  'people.identity-second': 'Another account of theirs is linked already. Unlink that one first.',
  'people.identity-taken': 'That account is linked to somebody else here already.',
  'people.identity-unknown': 'No such account is linked.',
  'people.last-way-in': 'This is your last way in, so it has to stay. Add another one first.',
  'people.merge-already': 'One of the two accounts is merged with another already.',
  'people.merge-child':
    'A child’s account cannot be merged: a guardian answers for that one alone.',
  'people.merge-nobody': 'There is no other account with this number or address.',
  'people.merge-not-now':
    'Something else is being done with them right now. Try again in a moment.',
  'people.merge-proof-wrong':
    'More than ten minutes have passed. Please verify the other account again.',
  'people.merge-roles':
    'Operators, and two accounts that work for one shop, cannot be merged. Leave the shop with one of them first.',
  'people.merge-too-large': 'There is too much to move. Please ask the operator.',
  'people.merge-too-late': 'After 30 days it can no longer be undone.',
  'people.merge-unknown': 'No such account was merged.',
  'people.passkey-taken': 'This passkey belongs to another account already.',
  'people.passkey-unknown': 'There is no such passkey.',
  'people.passkey-wrong': 'The passkey was not accepted. Try again, or sign in another way.',
  'people.provider-failed':
    'They do not answer right now. Try again in a moment, or sign in another way.',
  'people.provider-unknown': 'You cannot sign in that way here.',
  'people.provider-wrong': 'You are not signed in yet. Please start again.',
  'people.too-many-passkeys':
    'You have as many passkeys as one person may have. Remove one you do not use.',
  'people.no-guardian-needed': 'You can agree by yourself now. No guardian is needed.',
  'people.guardian-stands':
    'A guardian has agreed already. They can change it by the link that they got.',
  'people.guardian-not-you':
    'This is your own number, or that of another child. Please give that of your parent or guardian.',
  'people.too-many-guardian-requests': 'You have asked often today. Please ask again tomorrow.',
  'people.guardian-link-unknown':
    'This link no longer works. Please ask the child to send you a new one.',
  'people.ward-unknown': 'You are not this child’s guardian here.',
  'people.age-unsaid': 'Please tell us your age first. Then you can agree.',
  'people.guardian-needed': 'Your guardian has not agreed to this yet. Please ask them first.',
  'people.too-young': 'As long as you use this with a guardian, there is no advertising at night.',
  'people.birthday-wrong': 'Please check your birthday again.',
  'people.age-said':
    'You have told us your birthday already. If it was wrong, the operator can correct it.',
  'people.number-needed': 'Please verify your phone number first. Each number counts once.',
  'people.number-used': 'This phone number has had its turn. Each number counts once.',
}
