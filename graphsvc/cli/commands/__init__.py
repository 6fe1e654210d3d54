"""What can be typed, a file a group: ask (failures), look (find and list), bring (load), deliver (export, serve), admit
(keys).
"""
