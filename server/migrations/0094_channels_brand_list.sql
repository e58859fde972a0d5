-- People become friends in the list of brands, too.
alter table channels.friend drop constraint friend_source_check;
alter table channels.friend add constraint friend_source_check check (source in ('qr', 'tag',
  'place-page', 'receipt', 'invitation', 'app', 'campaign', 'page', 'link', 'brand-list')) not valid;
alter table channels.friend validate constraint friend_source_check;
