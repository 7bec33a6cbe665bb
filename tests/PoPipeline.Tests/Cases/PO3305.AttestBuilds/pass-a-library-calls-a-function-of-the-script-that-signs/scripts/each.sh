for image in a b; do
  sign_all
done
