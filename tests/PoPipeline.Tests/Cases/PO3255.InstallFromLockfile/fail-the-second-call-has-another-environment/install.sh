bundle install
