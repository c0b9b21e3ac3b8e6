mod house;
