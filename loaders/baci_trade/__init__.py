"""China's imports and exports of raw and processed materials by customs code and partner."""
