-- What wixl 0.101 has no words for, or gets wrong: one statement a line, for msibuild.

-- The command line is what all else needs.
UPDATE `Feature` SET `Attributes` = 16 WHERE `Feature` = 'Program'

-- An upgrade that fails brings the older version back: the removal is part of the transaction.
UPDATE `InstallExecuteSequence` SET `Sequence` = 1501 WHERE `Action` = 'RemoveExistingProducts'

-- Where it is, in the list of installed programs.
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('NameFolder', 51, 'ARPINSTALLLOCATION', '[INSTALLDIR]')
INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('NameFolder', 1001)

-- The folder on the machine's PATH, at its end.
CREATE TABLE `Environment` (`Environment` CHAR(72) NOT NULL, `Name` CHAR(255) NOT NULL LOCALIZABLE, `Value` CHAR(255) LOCALIZABLE, `Component_` CHAR(72) NOT NULL PRIMARY KEY `Environment`)
INSERT INTO `Environment` (`Environment`, `Name`, `Value`, `Component_`) VALUES ('Path', '=-*PATH', '[~];[INSTALLDIR]', 'Path')
INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('RemoveEnvironmentStrings', 3300)
INSERT INTO `InstallExecuteSequence` (`Action`, `Sequence`) VALUES ('WriteEnvironmentStrings', 5200)

-- Names of our own that may be given for a silent run.
UPDATE `Property` SET `Value` = 'WIX_DOWNGRADE_DETECTED;WIX_UPGRADE_DETECTED;INSTALLDIR;REMOVEHISTORY' WHERE `Property` = 'SecureCustomProperties'

-- The history goes too if that is asked for; if it cannot, the rest goes on. The program looks whose
-- folder it is, which the installer's own tables cannot.
INSERT INTO `CustomAction` (`Action`, `Type`, `Source`, `Target`) VALUES ('ForgetHistory', 3154, 'trustmend.exe', 'history --forget --yes')
INSERT INTO `InstallExecuteSequence` (`Action`, `Condition`, `Sequence`) VALUES ('ForgetHistory', 'REMOVEHISTORY="1" AND REMOVE="ALL" AND NOT UPGRADINGPRODUCTCODE', 1700)
